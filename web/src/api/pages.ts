/** Reads a list page by page to its end, handing over what is known after each. */
export async function readAll<Page extends { next?: string }>(
  read: (cursor: string | undefined) => Promise<Page>,
  onPage: (page: Page, last: boolean) => boolean,
): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    cursor = page.next;
    if (!onPage(page, cursor === undefined)) {
      return;
    }
  } while (cursor !== undefined);
}
