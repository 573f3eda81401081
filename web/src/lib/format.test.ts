import { describe, expect, test } from "vitest";
import { bytes, duration, money, percent, plural, points, shortCount, UNKNOWN, utcTime } from "./format";

describe("figures", () => {
  test("unknown is never shown as zero", () => {
    for (const show of [money, percent, points, duration, bytes, shortCount]) expect(show(null)).toBe(UNKNOWN);
  });

  test("money keeps what matters of small amounts", () => {
    expect(money("0.0000375")).toBe("$0.000037");
    expect(money("0")).toBe("$0.00");
    expect(money("1234.5")).toBe("$1,234.50");
    expect(money("0.00000001")).toBe("< $0.000001");
  });

  test("durations change their unit, and never show 60 s", () => {
    expect(duration(0.0004)).toBe("0.4 ms");
    expect(duration(0.00003)).toBe("< 0.1 ms");
    expect(duration(0.83)).toBe("830 ms");
    expect(duration(59.96)).toBe("1 min 00 s");
    expect(duration(3600 * 2 + 600)).toBe("2 h 10 min");
  });

  test("shares, points, bytes and counts", () => {
    expect(percent(0.5)).toBe("50.0 %");
    expect(points(1)).toBe("100.0");
    expect(bytes(1536)).toBe("1.5 KiB");
    expect(shortCount(1_200_000)).toBe("1.2M");
    expect(plural(1, "run")).toBe("1 run");
    expect(plural(2, "try", "tries")).toBe("2 tries");
  });

  test("UTC is written to the second", () => {
    expect(utcTime("2026-01-02T03:04:05.678Z")).toBe("2026-01-02 03:04:05 UTC");
  });
});
