import { createContext } from 'react';
import { type Theme, themeFor } from '../theme/theme.ts';

/** The theme that everything below is drawn with. */
export const ThemeContext = createContext<Theme>(themeFor({ background: 'unknown', colour: 'none' }));
