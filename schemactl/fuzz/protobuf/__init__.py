"""What fuzzing needs of Protobuf: payloads in every form that the encoding allows, and in some that it does not."""
