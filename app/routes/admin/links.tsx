import { Link } from '~/ui/atoms/link'
import type { NavItem } from '~/ui/organisms/app-header'

/** Ways to look at a list, in a row; "you are here" is told to those who listen too. */
export function Links({ label, items }: { label: string; items: NavItem[] }) {
  return (
    <nav aria-label={label}>
      <ul className="flex flex-wrap gap-x-6 gap-y-2">
        {items.map(({ href, label: words, current }) => (
          <li key={href}>
            <Link
              className={current ? 'font-semibold' : ''}
              href={href}
              aria-current={current ? 'page' : undefined}
            >
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
