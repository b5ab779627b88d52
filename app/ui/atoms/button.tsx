import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from 'react'
import { forwardRef } from 'react'
import { classes } from '../classes'
import { useElements } from '../elements'
import { Icon, type IconName } from './icon'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'

interface Look {
  /** `primary` is the next action: one on a page. */
  variant?: ButtonVariant
  /** Compact where a mouse points; under a finger it keeps its 44 px. */
  small?: boolean
  icon?: IconName
  children: ReactNode
}

export type ButtonProps = Look & ButtonHTMLAttributes<HTMLButtonElement>
export type ButtonLinkProps = Look & AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }

/** The classes of a button, for an element that is neither `Button` nor `ButtonLink`. */
export function buttonClass({
  variant = 'secondary',
  small = false,
  className,
}: Pick<Look, 'variant' | 'small'> & { className?: string | undefined }): string {
  return classes(
    'button',
    variant !== 'secondary' && `button-${variant}`,
    small && 'button-small',
    className,
  )
}

/** Sends its form unless `type` says otherwise. Its words say what will happen. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { variant, small, icon, className, children, type = 'submit', ...rest },
  ref,
) {
  return (
    <button ref={ref} type={type} className={buttonClass({ variant, small, className })} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
})

/** Goes somewhere, and looks like a button because it is the next step. */
export function ButtonLink({
  variant,
  small,
  icon,
  className,
  children,
  ...rest
}: ButtonLinkProps) {
  const { Anchor } = useElements()
  return (
    <Anchor className={buttonClass({ variant, small, className })} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </Anchor>
  )
}
