/** The dashboard, which says that the person joined. */
export const joinedPath = ({ slug }: { slug: string }) => `/${slug}/dashboard?notice=joined`
