/** What is wrong with a normalized code before anybody judges it, in words; null for nothing. */
export function codeProblem(code: string, digits: number): string | null {
  if (code === "") return "Enter the code from the mail.";
  if (/\D/.test(code)) return `The code is ${digits} digits and nothing else.`;
  if (code.length < digits)
    return `Too few digits: the code has ${digits}, this has ${code.length}.`;
  if (code.length > digits)
    return `Too many digits: the code has ${digits}, this has ${code.length}.`;
  return null;
}
