import { expect, test } from "vitest";
import { PartError, type SendPart } from "@/components/models/upload/send-part";
import { type Transfer, transferFile } from "@/components/models/upload/transfer";

const PART_BYTES = 10;

function transferOf(partCount: number, overrides: Partial<Transfer> = {}): Transfer {
  return {
    file: new Blob([new Uint8Array(PART_BYTES * partCount - 3)]),
    partSizeBytes: PART_BYTES,
    partCount,
    etagByPart: new Map(),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...overrides,
  };
}

/** Addresses carry how often they were asked for, so that a renewed one can be told apart. */
function portsWith(sendPart: SendPart) {
  const signed: number[] = [];
  const waits: number[] = [];
  const signParts = async (partNumbers: number[]) => {
    signed.push(...partNumbers);
    return new Map(partNumbers.map((part) => [part, `${part}#${signed.length}`]));
  };
  const wait = async (milliseconds: number) => {
    waits.push(milliseconds);
  };
  return { ports: { sendPart, signParts, wait }, signed, waits };
}

const partIn = (url: string) => Number(url.split("#")[0]);

test("every part arrives once and ETags come back in order", async () => {
  const { ports, signed } = portsWith(async ({ url }) => `etag-${partIn(url)}`);
  const parts = await transferFile(ports, transferOf(40));
  expect(parts.map(({ etag }) => etag)).toEqual(
    Array.from({ length: 40 }, (_, index) => `etag-${index + 1}`),
  );
  expect(signed.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
});

test("a part that fails is sent again with a fresh address after growing waits", async () => {
  const urls: string[] = [];
  const { ports, waits } = portsWith(async ({ url }) => {
    urls.push(url);
    if (urls.length < 4) throw new PartError(urls.length === 1 ? "expired" : "network", "no");
    return "etag";
  });
  await transferFile(ports, transferOf(1));
  expect(new Set(urls).size).toBe(4);
  expect(waits).toEqual([500, 1000, 2000]);
});

test("a refused part ends the transfer and no further part is begun", async () => {
  let begun = 0;
  const { ports } = portsWith(async () => {
    begun += 1;
    throw new PartError("refused", "no");
  });
  await expect(transferFile(ports, transferOf(100))).rejects.toThrow(PartError);
  expect(begun).toBeLessThanOrEqual(4);
});

test("a second try sends only what is missing and counts what has arrived", async () => {
  const sent: number[] = [];
  let lastBytes = 0;
  const { ports } = portsWith(async ({ url }) => {
    sent.push(partIn(url));
    return "new";
  });
  const etagByPart = new Map([
    [1, "old"],
    [3, "old"],
  ]);
  const onProgress = (bytes: number) => {
    lastBytes = bytes;
  };
  const parts = await transferFile(ports, transferOf(4, { etagByPart, onProgress }));
  expect(sent.toSorted()).toEqual([2, 4]);
  expect(parts.map(({ etag }) => etag)).toEqual(["old", "new", "old", "new"]);
  expect(lastBytes).toBe(37);
});

test("an abort is not tried again", async () => {
  const controller = new AbortController();
  const { ports, waits } = portsWith(async ({ signal }) => {
    controller.abort(new Error("cancelled"));
    throw signal.reason;
  });
  const transfer = transferOf(2, { signal: controller.signal });
  await expect(transferFile(ports, transfer)).rejects.toThrow("cancelled");
  expect(waits).toEqual([]);
});
