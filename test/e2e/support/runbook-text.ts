/** A runbook of these parts. */
export function runbookText(title: string, ...parts: readonly string[]): string {
  return [`# ${title}`, ...parts, ''].join('\n\n');
}

/** A command step. `options`: further ones, as YAML in one line. */
export function command(id: string, script: string, options = 'effect: read'): string {
  return `<!-- step: { id: ${id}, ${options} } -->\n\`\`\`bash\n${script}\n\`\`\``;
}

/** An item to tick. */
export function item(id: string, text: string, options = ''): string {
  return `- [ ] ${text}\n      <!-- step: { id: ${id}${options === '' ? '' : `, ${options}`} } -->`;
}

/** A step of another kind, from its lines of YAML. */
export function step(...lines: readonly string[]): string {
  return `\`\`\`yaml step\n${lines.join('\n')}\n\`\`\``;
}
