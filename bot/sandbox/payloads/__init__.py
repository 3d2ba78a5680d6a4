"""The world's records as the JSON that Discord sends."""
