"""On whose word each clause stands: attributions made into relations between parties."""
