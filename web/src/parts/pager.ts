import { html, nothing } from 'lit';
import { t } from '../messages/inside.ts';

export const PAGE_SIZE = 25;

export interface Slice<T> {
  items: T[];
  page: number;
  pages: number;
  from: number;
  all: number;
}

/** The part of a list that one page shows; a page beyond the end is the last. */
export function slice<T>(items: T[], wanted: number): Slice<T> {
  const pages = Math.max(1, Math.ceil(items.length / PAGE_SIZE));
  const page = Math.min(Math.max(1, Number.isFinite(wanted) ? Math.trunc(wanted) : 1), pages);
  const from = (page - 1) * PAGE_SIZE;
  return { items: items.slice(from, from + PAGE_SIZE), page, pages, from, all: items.length };
}

export function pager<T>({ items, page, pages, from, all }: Slice<T>, href: (page: number) => string) {
  if (all === 0) {
    return nothing;
  }
  return html`<nav class="pager muted small" aria-label=${t.users.pages}>
    <span class="num">${t.users.range(from + 1, from + items.length, all)}</span>
    ${page > 1 ? html`<a href=${href(page - 1)}>${t.users.previous}</a>` : nothing}
    ${page < pages ? html`<a href=${href(page + 1)}>${t.users.next}</a>` : nothing}
  </nav>`;
}
