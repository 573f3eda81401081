/** A text filter whose value lives in the address; what is typed is handed on after a short pause. */
import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { Icon } from "./icon";

type Props = { label: string; value: string | undefined; onChange: (value: string | undefined) => void; placeholder?: string; width?: number };

const PAUSE_MS = 250;

export function FilterField({ label, value, onChange, placeholder, width = 220 }: Props) {
  const [typed, setTyped] = useState(value ?? "");
  const [known, setKnown] = useState(value);
  const pass = useDebouncedCallback((text: string) => {
    setKnown(text || undefined);
    onChange(text || undefined);
  }, PAUSE_MS);
  if (value !== known) {
    // The address changed by other means: a link, or the way back.
    setKnown(value);
    setTyped(value ?? "");
  }
  return (
    <TextInput
      data-filter-field=""
      aria-label={label}
      placeholder={placeholder ?? label}
      leftSection={<Icon name="search" size={15} />}
      size="sm"
      w={width}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        pass(event.currentTarget.value.trim());
      }}
    />
  );
}
