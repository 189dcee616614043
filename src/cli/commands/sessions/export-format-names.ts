/** The formats of `sessions export`. */
export const exportFormatNames = ['markdown', 'json', 'junit'] as const;

export type ExportFormat = (typeof exportFormatNames)[number];
