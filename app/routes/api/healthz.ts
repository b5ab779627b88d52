/** Alive: the Worker answers. Asks nothing of anybody. */
export const loader = () => Response.json({ status: 'alive' })
