/** News of runs: one stream of server-sent events a tab, handed on at most four times a second. */
import { useEffect, useRef, useSyncExternalStore } from "react";

export type NewsState = "connecting" | "open" | "lost";

/** One change: what happened to which run; `attempt` is given where it is about one. */
export type Change = {
  number: number;
  kind: string;
  run_id: string;
  attempt?: { id: string } | null;
};

/** How a run comes along that the server itself works on. */
export type RunningProgress = {
  note: string;
  eta_s: number | null;
  waiting: readonly { provider: string; seconds: number }[];
};

type Listener = (changes: readonly Change[]) => void;

export const EVERY_MS = 250;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15_000;

/** Reads the stream; reconnects with the last number; tells when another server answers than before. */
export class NewsReader {
  #source: EventSource | undefined;
  #waiting: Change[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wait = FIRST_WAIT_MS;
  #last = "";
  #server = "";
  #listeners = new Set<Listener>();
  #watchers = new Set<() => void>();
  #progress = new Map<string, RunningProgress>();
  state: NewsState = "connecting";
  /** Whether the server was started anew since the page was opened, and the reader has not been told yet. */
  restarted = false;

  constructor(
    readonly address: string,
    readonly open: (address: string) => EventSource = (url) => new EventSource(url),
  ) {}

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (!this.#source) this.#connect();
    return () => this.#listeners.delete(listener);
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** The reader has seen that the server was started anew. */
  dismiss(): void {
    this.restarted = false;
    this.#tell();
  }

  #connect(): void {
    const address = this.#last ? `${this.address}?since=${encodeURIComponent(this.#last)}` : this.address;
    const source = this.open(address);
    this.#source = source;
    source.addEventListener("hello", (event) => this.#greet(event));
    source.addEventListener("change", (event) => this.#take(event));
    source.addEventListener("progress", (event) => this.#keep(event));
    source.addEventListener("error", () => this.#lose(source));
    source.addEventListener("open", () => this.#set("open"));
  }

  #greet(event: MessageEvent<string>): void {
    const { server } = JSON.parse(event.data) as { server: string };
    if (this.#server && server !== this.#server) this.restarted = true;
    this.#server = server;
    this.#wait = FIRST_WAIT_MS;
    this.#tell();
  }

  #take(event: MessageEvent<string>): void {
    if (event.lastEventId) this.#last = event.lastEventId;
    this.#waiting.push(JSON.parse(event.data) as Change);
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#flush(), EVERY_MS);
  }

  #keep(event: MessageEvent<string>): void {
    const { run_id, progress } = JSON.parse(event.data) as { run_id: string; progress: RunningProgress };
    this.#progress.set(run_id, progress);
    this.#tell();
  }

  /** What was last heard of a run that the server works on. */
  progressOf(runId: string): RunningProgress | undefined {
    return this.#progress.get(runId);
  }

  #flush(): void {
    this.#timer = undefined;
    const changes = this.#waiting;
    this.#waiting = [];
    for (const listener of this.#listeners) listener(changes);
  }

  /** The browser reconnects by itself after a lost line, but gives up after an answer that is an error. */
  #lose(source: EventSource): void {
    this.#set("lost");
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => this.#connect(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
  }

  #set(state: NewsState): void {
    this.state = state;
    this.#tell();
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }
}

export const news = new NewsReader("/api/events");

/** Hear of changes while the component is shown, batched. */
export function useNews(listener: Listener): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => news.listen((changes) => latest.current(changes)), []);
}

export function useNewsState(): NewsState {
  return useSyncExternalStore(
    (watcher) => news.watch(watcher),
    () => news.state,
  );
}

export function useServerRestarted(): boolean {
  return useSyncExternalStore(
    (watcher) => news.watch(watcher),
    () => news.restarted,
  );
}

/** How a run comes along, told every second while the server works on it. */
export function useProgress(runId: string): RunningProgress | undefined {
  return useSyncExternalStore(
    (watcher) => news.watch(watcher),
    () => news.progressOf(runId),
  );
}
