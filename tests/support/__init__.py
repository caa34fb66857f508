"""support - what the tests that start processes stand on."""
