import { errorAt } from '../../diagnostic.ts';
import type { LintRule } from '../lint-rule.ts';

/** Controls and format characters: marks that reverse the direction of text (the \"Trojan Source\" attack), or have no width. */
const hidden = /(?![\t\n])[\p{Cc}\p{Cf}]/gu;

/** A command must do what a person reads. */
export const hiddenCharacters: LintRule = ({ scripts }) =>
  scripts.flatMap(({ step, span }) =>
    [...step.body.matchAll(hidden)].map(({ 0: character, index }) => {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      const message = `The character U+${code} in this command can't be seen, or changes how it reads.`;
      return errorAt(span(index, index + 1), 'lint/hidden-character', message, 'Remove it');
    }),
  );
