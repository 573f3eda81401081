/** Whether a task is known to tell right from wrong on this machine. */
import type { ValidationLine } from "@/api/types.gen";
import { Chip } from "@/components/chip";

export function ProofChip({ proof }: { proof: ValidationLine | undefined }) {
  if (!proof) return <Chip icon="minus">not tried</Chip>;
  return proof.proved ? (
    <Chip tone="pass" icon="shield">
      proved
    </Chip>
  ) : (
    <Chip tone="fail" icon="warn">
      not proved
    </Chip>
  );
}
