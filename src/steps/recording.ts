/** How much of what an interactive command showed in the terminal is in its output. */
export type Recording =
  | { readonly recorded: 'whole' }
  | { readonly recorded: 'in-part'; readonly why: string }
  | { readonly recorded: 'no'; readonly why: string };

/** What people have to know of it; undefined where nothing is missing. */
export function recordingNote(recording: Recording | undefined): string | undefined {
  switch (recording?.recorded) {
    case undefined:
    case 'whole':
      return undefined;
    case 'in-part':
      return `recorded in part: ${recording.why}`;
    case 'no':
      return `not recorded: ${recording.why}`;
  }
}
