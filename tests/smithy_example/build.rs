//! Generates the client from the model in its JSON form, which `smithy ast model > model/weather.json` writes; what
//! `smithy build` puts into `build/smithy/source/model/model.json` is the same.

fn main() -> Result<(), shapesmith::Error> {
    shapesmith::Service::load("model/weather.json")?.write_out_dir()
}
