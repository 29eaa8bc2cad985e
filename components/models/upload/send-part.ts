/** Why a part did not arrive. An expired address needs a new one; a refused part will never pass. */
export type PartFault = "network" | "busy" | "expired" | "refused";

export class PartError extends Error {
  readonly fault: PartFault;

  constructor(fault: PartFault, message: string) {
    super(message);
    this.name = "PartError";
    this.fault = fault;
  }
}

export interface PartRequest {
  url: string;
  bytes: Blob;
  signal: AbortSignal;
  /** Bytes of this part that have left so far. */
  onProgress: (sentBytes: number) => void;
}

export type SendPart = (request: PartRequest) => Promise<string>;

function faultOf(status: number): PartFault {
  if (status === 403) return "expired";
  return status === 429 || status >= 500 ? "busy" : "refused";
}

/** Put one part and return its ETag. XMLHttpRequest, since fetch tells nothing about sent bytes. */
export const sendPart: SendPart = ({ url, bytes, signal, onProgress }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    const settle = (finish: () => void) => {
      signal.removeEventListener("abort", abort);
      finish();
    };
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onabort = () => settle(() => reject(signal.reason));
    request.onerror = () =>
      settle(() => reject(new PartError("network", "The connection broke off.")));
    request.onload = () =>
      settle(() => {
        const etag = request.getResponseHeader("etag");
        if (request.status === 200 && etag) resolve(etag);
        else reject(new PartError(faultOf(request.status), `Storage answered ${request.status}.`));
      });
    signal.addEventListener("abort", abort);
    request.open("PUT", url);
    request.send(bytes);
  });
