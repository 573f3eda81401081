/** Saves the report as a file; what the server refuses, such as a PDF without its typesetter, is shown. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { Icon } from "@/components/icon";
import { saveBlob } from "@/lib/csv";
import { asProblem } from "@/lib/problem";
import { fetchDocument, fileName, type Source } from "./document";
import type { Form } from "./search";
import { FORM_NAMES } from "./words";

export function SaveButton({ source, form }: { source: Source; form: Form }) {
  const save = useMutation({
    mutationFn: () => fetchDocument(source, form),
    onSuccess: (document) => saveBlob(fileName(source, form), document),
    onError: (error) => notifications.show({ color: "red", autoClose: 15_000, title: asProblem(error).title, message: asProblem(error).detail }),
  });
  return (
    <Button leftSection={<Icon name="download" />} loading={save.isPending} onClick={() => save.mutate()}>
      Save as {FORM_NAMES[form]}
    </Button>
  );
}
