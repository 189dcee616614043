/** Bytes a line of the log may have, its LF included. Longer evidence is cut by the caller. */
export const maxRecordBytes = 64 * 1024;
