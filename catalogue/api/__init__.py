"""The catalogue for programs: /api/v1 and its OpenAPI document."""
