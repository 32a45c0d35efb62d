/** Whether it is a Ukrainian account by its check digits (ISO 13616, mod 97). */
export const isIban = (text: string): boolean => {
  if (!/^UA\d{27}$/.test(text)) return false
  const digits = `${text.slice(4)}3010${text.slice(2, 4)}`
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1
}
