/** The formats of `sessions export`. */
export const exportFormatNames = ['html', 'markdown', 'json', 'junit', 'otlp', 'cast'] as const;

export type ExportFormat = (typeof exportFormatNames)[number];
