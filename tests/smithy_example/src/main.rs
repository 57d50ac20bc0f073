//! Asks for the weather, at a small service inside this program.
//!
//!     cargo run -p smithy-example

use smithy_example::server;
use smithy_example::weather::Client;
use smithy_example::weather::types::GetForecastInput;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (address, _heads) = server::start()?;
    let client = Client::builder()
        .endpoint_url(address)
        .bearer_token("a token")
        .build()?;
    let forecast = client
        .get_forecast(GetForecastInput::new("oslo").days(1))
        .await?;
    println!("{forecast:#?}");
    Ok(())
}
