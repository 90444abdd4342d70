export const MOST_FILES = 5;
export const MOST_BYTES = 5 * 1024 * 1024;
/** Larger than any phone's photo; what is beyond cannot be made small on the device. */
const MOST_BEFORE_SHRINKING = 40 * 1024 * 1024;
export const LONGEST_EDGE = 2_000;

const KINDS = ['pdf', 'doc', 'docx', 'xls', 'xlsx', 'jpg', 'jpeg', 'png', 'bmp'];
const PHOTOS = ['jpg', 'jpeg', 'png', 'bmp'];
export const ACCEPT = KINDS.map((kind) => `.${kind}`).join(',');

export function kindOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

export function isPhoto(name: string): boolean {
  return PHOTOS.includes(kindOf(name));
}

export type FileFault = 'kind' | 'empty' | 'size';

/** Why a file need not be tried; photos are shrunk first, so theirs is asked again afterwards. */
export function fileFault(name: string, size: number, shrunk: boolean): FileFault | undefined {
  if (!KINDS.includes(kindOf(name))) {
    return 'kind';
  }
  if (size === 0) {
    return 'empty';
  }
  return size > (isPhoto(name) && !shrunk ? MOST_BEFORE_SHRINKING : MOST_BYTES) ? 'size' : undefined;
}

/** What a photo measures once its longer edge is no longer than `longest`. */
export function fitWithin(width: number, height: number, longest = LONGEST_EDGE): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A name that says what the bytes are, now that they are a JPEG. */
export function jpegName(name: string): string {
  return /\.jpe?g$/i.test(name) ? name : `${name.replace(/\.[^.]+$/, '')}.jpg`;
}

/** What a pasted or photographed file is called where the device gives it no name of its own. */
export function nameOr(name: string, type: string, fallback: string): string {
  const extension = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/bmp': 'bmp', 'application/pdf': 'pdf' }[type];
  return kindOf(name) || !extension ? name || fallback : `${name || fallback}.${extension}`;
}

/** "612 kB", "4,1 MB", as people know them from their phones: a megabyte is a million. */
export function sizeWords(bytes: number, locale: string): string {
  const number = (value: number, digits: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  return bytes < 1_000 ? `${bytes} B` : bytes < 999_500 ? `${number(bytes / 1_000, 0)} kB` : `${number(bytes / 1_000_000, 1)} MB`;
}

/** 32 bytes in base64, as the contract wants a SHA-256. */
export function base64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}
