import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Change, EVERY_MS, NewsReader } from "./live-events";

class FakeSource {
  static readonly CLOSED = 2;
  readyState = 1;
  #heard = new Map<string, (event: unknown) => void>();
  constructor(readonly address: string) {}
  addEventListener(name: string, hear: (event: unknown) => void): void {
    this.#heard.set(name, hear);
  }
  send(name: string, data: object, lastEventId = ""): void {
    this.#heard.get(name)?.({ data: JSON.stringify(data), lastEventId });
  }
  fail(): void {
    this.readyState = FakeSource.CLOSED;
    this.#heard.get("error")?.({});
  }
}

let sources: FakeSource[] = [];
function reader(): NewsReader {
  return new NewsReader("/api/events", (address) => {
    const source = new FakeSource(address);
    sources.push(source);
    return source as unknown as EventSource;
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", FakeSource);
  sources = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a hundred changes are handed on at once, and nothing before the pause is over", () => {
  const news = reader();
  const heard: (readonly Change[])[] = [];
  news.listen((changes) => heard.push(changes));
  for (let number = 0; number < 100; number += 1) sources[0]?.send("change", { number, kind: "attempt_finished", run_id: "r" }, String(number));
  expect(heard).toHaveLength(0);
  vi.advanceTimersByTime(EVERY_MS);
  expect(heard.map((changes) => changes.length)).toEqual([100]);
});

test("after an answer that is an error it asks again, from the last number on", () => {
  const news = reader();
  news.listen(() => {});
  sources[0]?.send("change", { number: 7, kind: "run_created", run_id: "r" }, "7");
  sources[0]?.fail();
  expect(news.state).toBe("lost");
  vi.advanceTimersByTime(1000);
  expect(sources[1]?.address).toBe("/api/events?since=7");
});

test("another server's greeting is noticed, the same server's is not", () => {
  const news = reader();
  news.listen(() => {});
  sources[0]?.send("hello", { server: "a", last: 0, gap: false });
  sources[0]?.send("hello", { server: "a", last: 0, gap: false });
  expect(news.restarted).toBe(false);
  sources[0]?.send("hello", { server: "b", last: 0, gap: false });
  expect(news.restarted).toBe(true);
});
