/**
 * How the output is opened in the operator's pager: `$PAGER` is a shell command, as for man and git, and the
 * path is an argument of it, never shell text. Without one it is `less -R`, which keeps colours and writes
 * out every other control character.
 */
export function pagerArgv(pager: string | undefined, path: string): readonly string[] {
  const command = pager?.trim() ?? '';
  return command === '' ? ['less', '-R', path] : ['sh', '-c', `${command} "$1"`, 'sh', path];
}
