"""The curator's workshop: drafts from reports, scaffolds, schemas, and work made of what the bot could not answer."""
