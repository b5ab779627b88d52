/** Where a file is asked for without a proof: who may see it is led on to a link. */
export const filePath = ({ id, name }: { id: string; name: string }) =>
  `/files/${id}/${encodeURIComponent(name)}`
