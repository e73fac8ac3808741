/** Longest side of a photo we keep, in pixels: enough for a full screen, small enough for a village network. */
const SIDE_MAX = 2400;
const QUALITY = 0.85;
/** Smaller files travel as they are. */
const BYTES_WORTH_SHRINKING = 700 * 1024;

export function fitInside(
  width: number,
  height: number,
  sideMax = SIDE_MAX,
): { width: number; height: number } {
  const scale = Math.min(1, sideMax / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/**
 * A lighter copy of a photo, made on the device. The original comes back when it is small already,
 * is not a picture the browser can read, or would not get smaller.
 */
export async function shrinkPhoto(file: File): Promise<File> {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < BYTES_WORTH_SHRINKING) return file;
  const bitmap = await readPicture(file);
  if (bitmap === null) return file;
  const size = fitInside(bitmap.width, bitmap.height);
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, size.width, size.height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', QUALITY);
  });
  if (blob === null || blob.size >= file.size) return file;
  return new File([blob], file.name.replace(/\.\w+$/, '.jpg'), {
    type: 'image/jpeg',
    lastModified: file.lastModified,
  });
}

async function readPicture(file: File): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (error) {
    // A picture the browser cannot decode is sent as it is: the api decides.
    if (error instanceof DOMException) return null;
    throw error;
  }
}
