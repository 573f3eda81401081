/** Which columns are shown, and the loaded rows as CSV. */
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { Icon } from "@/components/icon";
import { downloadCsv } from "@/lib/csv";
import type { Column } from "./column";

type Props<Row> = {
  label: string;
  columns: readonly Column<Row>[];
  shown: readonly Column<Row>[];
  rows: readonly Row[];
  onShown: (ids: string) => void;
};

export function ColumnMenu<Row>({ label, columns, shown, rows, onShown }: Props<Row>) {
  const ids = new Set(shown.map((column) => column.id));
  const flip = (id: string) => {
    const next = new Set(ids);
    if (!next.delete(id)) next.add(id);
    onShown(columns.filter((column) => next.has(column.id)).map((column) => column.id).join(","));
  };
  const save = () =>
    downloadCsv(label, columns.map((column) => column.header), rows.map((row) => columns.map((column) => column.value(row))));
  return (
    <Menu position="bottom-end" closeOnItemClick={false} withinPortal>
      <Menu.Target>
        <Tooltip label="Columns and CSV">
          <ActionIcon variant="default" size={34} aria-label={`Columns of ${label}`}>
            <Icon name="columns" />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: "auto" }}>
        <Menu.Label>Columns</Menu.Label>
        {columns
          .filter((column) => !column.fixed)
          .map((column) => (
            <Menu.CheckboxItem key={column.id} checked={ids.has(column.id)} onChange={() => flip(column.id)}>
              {column.header}
            </Menu.CheckboxItem>
          ))}
        <Menu.Divider />
        <Menu.Item closeMenuOnClick leftSection={<Icon name="download" />} onClick={save}>
          Loaded rows as CSV
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
