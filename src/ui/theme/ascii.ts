/** What stands for a mark where the terminal has it not: one character for one, so that nothing moves. */
const plain: Readonly<Record<string, string>> = {
  '✓': '+',
  '✗': 'x',
  '▸': '>',
  '▾': 'v',
  '·': '.',
  '…': '~',
  '•': '*',
  '→': '>',
  '←': '<',
  '↑': '^',
  '↓': 'v',
  '│': '|',
  '─': '-',
  '═': '=',
  '┌': '+',
  '┐': '+',
  '└': '+',
  '┘': '+',
  '├': '+',
  '┤': '+',
  '╭': '+',
  '╮': '+',
  '╰': '+',
  '╯': '+',
  '█': '#',
  '░': '.',
  '▁': '_',
  '▂': '_',
  '▃': '-',
  '▄': '-',
  '▅': '=',
  '▆': '=',
  '▇': '#',
  '–': '-',
  '—': '-',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
};

const pattern = new RegExp(`[${Object.keys(plain).join('')}]`, 'g');

/** Text for a terminal that has hardly more than ASCII, such as Linux's console. */
export function asciiText(text: string): string {
  return text.replaceAll(pattern, (mark) => plain[mark] ?? mark);
}
