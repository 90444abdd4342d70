import { Refused } from '../api/refused.ts';
import { prepareAttachment, showAttachment } from '../api/tickets.ts';
import { base64, fitWithin, isPhoto, jpegName } from '../text/files.ts';
import { pause } from './insist.ts';
import type { Means } from './uploads.ts';

const PICTURE = 96;
const QUALITY = 0.8;

/** Files by the browser: photos made smaller on a canvas, bytes to the store that the link names, waits that end when the line is back. */
export const browserMeans: Means = { digest, prepare: prepareAttachment, put, show: showAttachment, wait: pause };

async function digest(file: File | Blob, name: string) {
  const photo = isPhoto(name) || file.type.startsWith('image/') ? await shrink(file, name) : undefined;
  const blob = photo?.blob ?? file;
  const sha256 = base64(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
  return { blob, name: photo?.name ?? name, sha256, picture: photo?.picture };
}

/** The photo upright and no larger than anybody needs it; the original where that is smaller, or where the device cannot read it. */
async function shrink(file: Blob, name: string) {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return undefined;
  }
  try {
    const small = await new Promise<Blob | null>((resolve) => draw(bitmap, fitWithin(bitmap.width, bitmap.height)).toBlob(resolve, 'image/jpeg', QUALITY));
    const picture = draw(bitmap, fitWithin(bitmap.width, bitmap.height, PICTURE));
    return small && (small.size < file.size || !isPhoto(name)) ? { blob: small, name: jpegName(name), picture } : { blob: file, name, picture };
  } finally {
    bitmap.close();
  }
}

function draw(bitmap: ImageBitmap, { width, height }: { width: number; height: number }): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d')!;
  // A JPEG knows no transparency: what was see-through becomes paper, not black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return canvas;
}

/** XMLHttpRequest, since fetch does not tell how much has been sent. */
function put(
  { url, headers }: { url: string; headers: Record<string, string> },
  bytes: Blob,
  signal: AbortSignal,
  onSent: (bytes: number) => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const fail = () => reject(Refused.unreachable());
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) {
      // The browser itself sets these from the bytes and refuses to be told.
      if (!/^(content-length|host)$/i.test(name)) {
        request.setRequestHeader(name, value);
      }
    }
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = () => (request.status >= 500 ? fail() : resolve(request.status));
    request.onerror = fail;
    request.onabort = fail;
    request.onloadend = () => signal.removeEventListener('abort', stop);
    signal.addEventListener('abort', stop);
    if (signal.aborted) {
      fail();
      return;
    }
    request.send(bytes);
  });
}
