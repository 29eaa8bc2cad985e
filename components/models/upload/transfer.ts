import { UPLOAD_CONNECTIONS } from "@/lib/rules/uploads";
import { PartError, type SendPart } from "./send-part";

/** Addresses asked for at once: few enough that a slow line uses them before they expire. */
const ADDRESSES_PER_REQUEST = 16;
/** Waits of 0.5, 1, 2 … 16 s between tries: a part is given up after about half a minute. */
const TRIES_PER_PART = 7;
const FIRST_WAIT_MS = 500;

export interface TransferPorts {
  sendPart: SendPart;
  signParts: (partNumbers: number[], signal: AbortSignal) => Promise<Map<number, string>>;
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export interface Transfer {
  file: Blob;
  partSizeBytes: number;
  partCount: number;
  /** ETags of the parts that have arrived; filled as they do, so that a second try goes on from there. */
  etagByPart: Map<number, string>;
  signal: AbortSignal;
  /** Bytes of the whole file that have left; goes back when a part has to be sent again. */
  onProgress: (sentBytes: number) => void;
}

export interface SentPart {
  partNumber: number;
  etag: string;
}

/** Addresses by part number, asked for in batches and once more when one has expired. */
function addressBook({ signParts }: TransferPorts, { partCount, signal }: Transfer) {
  const urlByPart = new Map<number, Promise<string>>();
  const ask = (partNumbers: number[]) => {
    const answer = signParts(partNumbers, signal);
    for (const partNumber of partNumbers) {
      const url = answer.then((urls) => {
        const found = urls.get(partNumber);
        if (!found) throw new PartError("refused", `No address for part ${partNumber}.`);
        return found;
      });
      // Each part awaits its own address; one that nobody awaits yet must not count as unhandled.
      url.catch(() => urlByPart.delete(partNumber));
      urlByPart.set(partNumber, url);
    }
  };
  return {
    of(partNumber: number): Promise<string> {
      if (!urlByPart.has(partNumber)) {
        const last = Math.min(partCount, partNumber + ADDRESSES_PER_REQUEST - 1);
        const missing = range(partNumber, last).filter((number) => !urlByPart.has(number));
        ask(missing);
      }
      return urlByPart.get(partNumber)!;
    },
    forget: (partNumber: number) => urlByPart.delete(partNumber),
  };
}

const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, offset) => first + offset);

const isWorthAnotherTry = (error: unknown) =>
  error instanceof PartError && error.fault !== "refused";

/** Bytes sent over all parts, those of an earlier try included. */
function byteCounter({ file, partSizeBytes, etagByPart, onProgress }: Transfer) {
  const sentByPart = new Map<number, number>();
  const report = (partNumber: number, sentBytes: number) => {
    sentByPart.set(partNumber, sentBytes);
    onProgress([...sentByPart.values()].reduce((sum, bytes) => sum + bytes, 0));
  };
  for (const partNumber of etagByPart.keys()) {
    report(partNumber, partOf(file, partNumber, partSizeBytes).size);
  }
  return report;
}

function partOf(file: Blob, partNumber: number, partSizeBytes: number): Blob {
  const begin = (partNumber - 1) * partSizeBytes;
  return file.slice(begin, Math.min(begin + partSizeBytes, file.size));
}

/**
 * Send every missing part over several connections and return all ETags in order.
 *
 * @throws PartError when a part still fails after its last try; the signal's reason when aborted.
 */
export async function transferFile(ports: TransferPorts, transfer: Transfer): Promise<SentPart[]> {
  const { file, partSizeBytes, partCount, etagByPart, signal } = transfer;
  const addresses = addressBook(ports, transfer);
  const report = byteCounter(transfer);

  const sendOne = async (partNumber: number) => {
    const bytes = partOf(file, partNumber, partSizeBytes);
    for (let attempt = 1; ; attempt += 1) {
      signal.throwIfAborted();
      try {
        const url = await addresses.of(partNumber);
        const onPart = (sentBytes: number) => report(partNumber, Math.min(sentBytes, bytes.size));
        etagByPart.set(
          partNumber,
          await ports.sendPart({ url, bytes, signal, onProgress: onPart }),
        );
        return report(partNumber, bytes.size);
      } catch (error) {
        report(partNumber, 0);
        if (attempt === TRIES_PER_PART || !isWorthAnotherTry(error)) throw error;
        addresses.forget(partNumber);
        await ports.wait(FIRST_WAIT_MS * 2 ** (attempt - 1), signal);
      }
    }
  };

  const missing = range(1, partCount).filter((partNumber) => !etagByPart.has(partNumber));
  await runInLanes(missing, UPLOAD_CONNECTIONS, sendOne);
  return range(1, partCount).map((partNumber) => ({
    partNumber,
    etag: etagByPart.get(partNumber)!,
  }));
}

/** Run tasks in order, several at a time; the first failure ends the run and starts nothing more. */
async function runInLanes<Item>(
  items: Item[],
  laneCount: number,
  run: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        await run(item);
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(laneCount, items.length) }, lane));
}
