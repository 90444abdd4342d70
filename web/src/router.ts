/** Where the page is: a path and what follows the question mark. */
export interface Place {
  path: string;
  query: URLSearchParams;
}

type Listener = (place: Place, moved: boolean) => void;
const listeners = new Set<Listener>();

export function place(): Place {
  return { path: location.pathname.replace(/(.)\/+$/, '$1'), query: new URLSearchParams(location.search) };
}

/** `moved` is false when only filters changed, which must not take the focus away. */
export function onPlace(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function go(address: string, how: { replace?: boolean; quiet?: boolean } = {}): void {
  if (how.replace) {
    history.replaceState(null, '', address);
  } else {
    history.pushState(null, '', address);
  }
  if (!how.quiet) {
    scrollTo(0, 0);
  }
  tell(!how.quiet);
}

function tell(moved: boolean): void {
  const now = place();
  [...listeners].forEach((listener) => listener(now, moved));
}

/** A path with those query values that hold something. */
export function address(path: string, query: Record<string, string | undefined> = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value) {
      params.set(name, value);
    }
  }
  const search = params.toString();
  return search ? `${path}?${search}` : path;
}

/** Follows the page's own links without loading it again. */
export function startRouter(): void {
  addEventListener('popstate', () => tell(true));
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    const href = link?.getAttribute('href');
    if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute('download') || !href?.startsWith('/')) {
      return;
    }
    event.preventDefault();
    go(href, { quiet: link.dataset.quiet !== undefined, replace: link.dataset.quiet !== undefined });
  });
}
