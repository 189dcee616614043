import type { ExportFormat } from './export-format-names.ts';
import type { Exporter } from '../../../report/session/export/exported.ts';

/** What makes each format; it is loaded when it is asked for. */
export const exporters = {
  html: async () => (await import('../../../report/session/html/document.ts')).exportHtml,
  markdown: async () => (await import('../../../report/session/export/markdown.ts')).exportMarkdown,
  json: async () => (await import('../../../report/session/export/json.ts')).exportJson,
  junit: async () => (await import('../../../report/session/export/junit.ts')).exportJunit,
  otlp: async () => (await import('../../../report/session/otlp/trace.ts')).exportOtlp,
  cast: async () => (await import('../../../report/session/cast/recording.ts')).exportCast,
} as const satisfies Readonly<Record<ExportFormat, () => Promise<Exporter>>>;
