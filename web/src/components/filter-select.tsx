/** One choice of a closed set as a filter; empty means all. */
import { Select } from "@mantine/core";

type Option = { value: string; label: string };
type Props = {
  label: string;
  value: string | undefined;
  options: readonly (Option | string)[];
  onChange: (value: string | undefined) => void;
  width?: number;
};

export function FilterSelect({ label, value, options, onChange, width = 160 }: Props) {
  return (
    <Select
      aria-label={label}
      placeholder={label}
      size="sm"
      w={width}
      clearable
      searchable={options.length > 8}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
      data={options.map((one) => (typeof one === "string" ? { value: one, label: one } : one))}
      clearButtonProps={{ "aria-label": `Clear ${label}` }}
    />
  );
}
