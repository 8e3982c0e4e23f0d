Alias: $base = https://fhirhub.example/fhir/cn-base
