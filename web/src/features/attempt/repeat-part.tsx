/** The same attempt by other means: the command line, and the API. */
import type { AttemptDetail } from "@/api/types.gen";
import { TextView } from "@/components/text/text-view";

export function RepeatPart({ attempt }: { attempt: AttemptDetail }) {
  const address = `${window.location.origin}/api/attempts/${attempt.id}`;
  const python = `import json\nfrom urllib.request import urlopen\n\nattempt = json.load(urlopen("${address}"))\nprint(attempt["outcome"], attempt["overall"])\n`;
  return (
    <>
      <TextView title="Command line" text={attempt.command} language="bash" height={120} />
      <TextView title="API, with curl" text={`curl ${address}`} language="bash" height={120} />
      <TextView title="API, with Python" text={python} language="python" height={200} />
    </>
  );
}
