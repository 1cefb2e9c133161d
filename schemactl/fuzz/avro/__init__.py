"""What fuzzing needs of Avro: payloads in every form that the encoding allows, and in some that it does not."""
