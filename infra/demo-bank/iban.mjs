const SHAPE = /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/;

/**
 * ISO 13616: the four first characters go to the end, letters become numbers, the rest by 97 must be 1.
 *
 * @param {string} text
 */
export function isIban(text) {
  if (!SHAPE.test(text)) return false;
  const turned = text.slice(4) + text.slice(0, 4);
  const digits = turned.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}
