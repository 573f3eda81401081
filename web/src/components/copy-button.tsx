/** Copies the raw text, and says so. */
import { Button, CopyButton as MantineCopyButton } from "@mantine/core";
import { Icon } from "./icon";

export function CopyButton({ text, label = "Copy" }: { text: string; label?: string }) {
  return (
    <MantineCopyButton value={text}>
      {({ copied, copy }) => (
        <Button size="compact-sm" variant="subtle" color="gray" leftSection={<Icon name={copied ? "check" : "copy"} size={14} />} onClick={copy}>
          {copied ? "Copied" : label}
        </Button>
      )}
    </MantineCopyButton>
  );
}
