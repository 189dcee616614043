import type { FullScreen } from '../../ui/terminal/full-screen.ts';

/** Lends the terminal to some work, and takes it back however that ends. */
export async function lent<T>(
  screen: Pick<FullScreen, 'lend' | 'takeBack'>,
  work: () => Promise<T>,
): Promise<T> {
  await screen.lend();
  try {
    return await work();
  } finally {
    await screen.takeBack();
  }
}
