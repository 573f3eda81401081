/** The list of keyboard shortcuts, on top of any page. */
import { Modal } from "@mantine/core";
import { Shortcuts } from "@/components/shortcuts";

export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size="md">
      <Shortcuts />
    </Modal>
  );
}
