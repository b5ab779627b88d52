/** The page in which a diagram is drawn. */
export const words = {
  title: 'Diagram',
  notYet:
    'The picture is drawn by a script. Until it has come, the text of the diagram says the same.',
  failed:
    'No picture could be drawn from this text. It may be unfinished, or of a kind that is not known here.',
}
