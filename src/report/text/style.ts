import { styleText } from 'node:util';

type Format = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** How a report is laid out for a person. */
export interface TextStyle {
  /** Columns that a line may take. */
  readonly width: number;
  /** Puts a style on text, or leaves it plain where there are no colours. */
  readonly paint: (format: Format, text: string) => string;
}

export function textStyle(options: { readonly width: number; readonly colour: boolean }): TextStyle {
  const paint: TextStyle['paint'] = (format, text) =>
    options.colour ? styleText(format, text, { validateStream: false }) : text;
  return { width: options.width, paint };
}
